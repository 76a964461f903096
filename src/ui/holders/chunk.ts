export { createTokenHolders } from '../tokens/createTokenHolders';
export { ListCache } from '../explorer/listCache';
export { createSharedRenewals } from '../../tokens/createSharedRenewals';
export { TokenRenewer } from '../../tokens/tokenRenewer';
export {
  showChooseDomainNotification,
  showTerminalTokenNotification,
  showInvalidDurationWarning,
} from '../tokens/tokenSettingsNotifications';
