export { allHolders } from './allHolders';
