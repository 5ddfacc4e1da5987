import { remember } from './remembered.js';

export type ThemeChoice = 'system' | 'light' | 'dark';

const system = matchMedia('(prefers-color-scheme: dark)');

let choice = $state<ThemeChoice>(stored());

function stored(): ThemeChoice {
  try {
    const value = localStorage.getItem('theme');
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

function apply(): void {
  const dark = choice === 'dark' || (choice === 'system' && system.matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}

system.addEventListener('change', apply);

/** Light or dark, by the system or by choice. The page head applies the stored choice before the first paint. */
export const theme = {
  get choice(): ThemeChoice {
    return choice;
  },
  set choice(value: ThemeChoice) {
    choice = value;
    remember('theme', value);
    apply();
  },
};
