import ChartLine from '@lucide/svelte/icons/chart-line';
import Database from '@lucide/svelte/icons/database';
import Download from '@lucide/svelte/icons/download';
import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard';
import ListChecks from '@lucide/svelte/icons/list-checks';
import Sparkles from '@lucide/svelte/icons/sparkles';
import Trophy from '@lucide/svelte/icons/trophy';

/** The places of the sidebar, in the order of the work; `key` goes there after a press of `g`. */
export const PLACES = [
  { name: 'overview', href: '/', icon: LayoutDashboard, key: 'o' },
  { name: 'collect', href: '/collect', icon: Download, key: 'c' },
  { name: 'datasets', href: '/datasets', icon: Database, key: 'd' },
  { name: 'train', href: '/train', icon: ChartLine, key: 't' },
  { name: 'runs', href: '/runs', icon: ListChecks, key: 'r' },
  { name: 'models', href: '/models', icon: Trophy, key: 'm' },
  { name: 'predict', href: '/predict', icon: Sparkles, key: 'p' },
] as const;

export function isWithin(href: string, path: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}
