export const access = {
  title: 'Вход',
  key: 'Ключ',
  keyHelp: 'Его выдаёт тот, кто запустил сервисы; он создаётся командой npm run key.',
  unknownKey: 'Такого ключа здесь нет.',
  signIn: 'Войти',
  signOut: (name: string) => `Выйти (${name})`,
  roles: { viewer: 'Можно читать', editor: 'Можно читать, создавать и менять', admin: 'Можно всё' },
};
