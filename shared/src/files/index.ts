export { openFolder, syncFolder } from './folder.js';
