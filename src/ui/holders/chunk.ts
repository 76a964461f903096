export { allHolders } from '../tokens/allHolders';
export { ListMemory } from '../explorer/listMemory';
export { sharedRenewals } from '../../tokens/sharedRenewals';
export { TokenKeeper } from '../../tokens/tokenKeeper';
export { askForDomain, tellOfTerminals, warnOfDuration } from '../tokens/tellOfSettings';
