export { allHolders } from './allHolders';
export { ListMemory } from '../explorer/listMemory';
export { sharedRenewals } from '../../token/sharedRenewals';
export { TokenKeeper } from '../../token/tokenKeeper';
export { askForDomain, tellOfTerminals, warnOfDuration } from '../token/tellOfSettings';
