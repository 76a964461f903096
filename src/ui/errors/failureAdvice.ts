import type { AdviceButton } from './adviceButtons';

/** What a failure says to the person, and the one button that ends it. */
export interface Advice {
  readonly message: string;
  readonly button?: AdviceButton;
}
