import { things, number as written } from './count.js';

export const common = {
  product: 'ML Microservices',
  name: 'Name',
  created: 'Created',
  actions: 'Actions',
  actionsFor: (name: string) => `Actions for ${name}`,
  cancel: 'Cancel',
  close: 'Close',
  delete: 'Delete',
  describe: 'Name and description',
  description: 'Description',
  deleted: (name: string) => `${name} is deleted`,
  download: 'Download',
  loading: 'Loading',
  retry: 'Try again',
  save: 'Save',
  trail: 'Where you are',
  all: 'Show all',
};

export const nav = {
  label: 'Main',
  open: 'Open the menu',
  skip: 'Skip to the content',
  theme: (choice: string) => `Theme: ${choice}`,
  themes: { system: 'system', light: 'light', dark: 'dark' },
  overview: 'Overview',
  collect: 'Collect',
  datasets: 'Datasets',
  train: 'Train',
  runs: 'Runs',
  models: 'Models',
  predict: 'Predict',
};

export const shortcuts = {
  title: 'Keyboard shortcuts',
  search: 'Search',
  submit: 'Send the form',
  help: 'Show this help',
};

export const health = {
  summary: {
    well: 'All services are up',
    ill: 'A service is down',
    unknown: 'No connection',
    checking: 'Checking the services',
  },
  lost: 'No connection to the server. What you see may be out of date; trying again every few seconds.',
  away: 'web-master is not answering. What you see may be out of date; trying again every few seconds.',
  down: (names: string) => `Not working: ${names}.`,
  effects: {
    storage: 'What is stored cannot be shown or changed until it is back.',
    ml_service: 'Nothing can be trained, predicted or reported until it is back; data and models can be looked at.',
    collector: 'Nothing can be collected until it is back; everything else works.',
  },
  title: 'Services',
  note: 'Checked every 5 seconds',
  service: 'Service',
  status: 'Status',
  latency: 'Latency',
  version: 'Version',
  statuses: { healthy: 'Up', unhealthy: 'Down' },
};

export const notFound = {
  title: 'There is nothing here',
  note: 'The address may be mistyped, or what was here has been deleted.',
  broken: 'This page has failed',
  brokenNote: 'If the connection was lost, the page loads by itself once it is back. Otherwise try again.',
  home: 'Go to the overview',
};

export const table = {
  clear: 'Clear the filters',
  nothing: 'Nothing matches',
  nothingNote: 'Try another word, or clear the filters.',
  pages: 'Pages',
  previous: 'Previous page',
  next: 'Next page',
  range: (first: number, last: number, total: number) => `${first}–${last} of ${total}`,
  pastEnd: 'There is no such page',
  pastEndNote: (total: number) => `The list has become shorter: it has ${total} now.`,
  firstPage: 'First page',
  row: 'Row',
  sortable: 'sort',
};

export const picker = {
  all: (count: number) => `All ${written(count)}`,
  newest: (shown: number, total: number) =>
    `The newest ${shown} of ${written(total)}. Type a part of the name to find others.`,
  unknown: (id: number) => `${id} does not exist`,
};

export const deletion = {
  title: (name: string) => `Delete ${name}?`,
  question: 'This cannot be undone.',
  dependents: (count: number) => `${things(count)} made from it will be deleted as well:`,
  all: (count: number) => `Delete all ${count}`,
  kinds: { dataset: 'dataset', model: 'model', run: 'run', file: 'file' },
};
