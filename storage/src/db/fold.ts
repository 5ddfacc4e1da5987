/** Text as names are searched by: in any case and any form of Unicode. SQLite itself knows the case of ASCII alone. */
export const fold = (text: string) => text.normalize().toLowerCase();
