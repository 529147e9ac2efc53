import type { RequestPurpose } from './language-model.ts';

/** What the user allows to be spent without being asked. */
export interface BudgetOptions {
  /** Whether models on other machines may be asked while the user types. */
  readonly hostedAutomatic: boolean;
  /** How many requests to them may go out on one day; undefined allows no automatic one. */
  readonly dailyRequests: number | undefined;
}

/**
 * Why a request must not go out, or undefined when it may. What the user asks for is never refused, and neither is a
 * model on this machine; whatever else goes out by itself needs both the permission and a limit.
 */
export function refusalOf(
  request: { readonly isHosted: boolean; readonly trigger: RequestPurpose['trigger'] },
  { hostedAutomatic, dailyRequests = 0 }: BudgetOptions,
  hostedRequestsToday: number,
): 'hosted-off' | 'daily-limit' | undefined {
  if (!request.isHosted || request.trigger === 'invoked') return undefined;
  if (!hostedAutomatic || !(dailyRequests >= 1)) return 'hosted-off';
  return hostedRequestsToday >= dailyRequests ? 'daily-limit' : undefined;
}
