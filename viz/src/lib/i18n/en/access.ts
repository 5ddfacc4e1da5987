export const access = {
  title: 'Sign in',
  key: 'Key',
  keyHelp: 'Whoever runs these services has it, or makes one with npm run key.',
  unknownKey: 'This key is not known here.',
  signIn: 'Sign in',
  signOut: (name: string) => `Sign out ${name}`,
  needs: {
    viewer: 'This needs a key.',
    editor: 'This needs a key with the role editor; yours may read.',
    admin: 'This needs a key with the role admin: it deletes.',
  },
  roles: { viewer: 'May read', editor: 'May read, create and change', admin: 'May do everything' },
};
