export { makeFolders, openFolder, syncFolder } from './folder.js';
