export const access = {
  title: 'Sign in',
  key: 'Key',
  keyHelp: 'Whoever runs these services has it, or makes one with npm run key.',
  unknownKey: 'This key is not known here.',
  signIn: 'Sign in',
  signOut: (name: string) => `Sign out ${name}`,
  roles: { viewer: 'May read', editor: 'May read, create and change', admin: 'May do everything' },
};
