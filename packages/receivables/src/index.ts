/**
 * What an order's payment life is. Pure: no clock, no I/O, amounts in integer minor units.
 *
 * - **settlement**: the amounts that say how far an order is paid. Everything about money is derived from it.
 * - **lifecycle**: what is being done about an order besides its money; the only part of the state that is stored.
 * - **order state** (PRODUCT H): a function of both, never stored as the truth.
 * - **event**: what happened. Moves the lifecycle by one table, and is the cause in the order's history.
 * - **write-back**: what the shop has to be told because of it.
 * - **standing**: what a posting may do with the order.
 */

export { ACTION_NAMES, type ActionName, type ActionSituation } from "./actions/action-table.ts";
export * from "./actions/not-offered.ts";
export * from "./actions/order-actions.ts";
export * from "./calendar/banking-calendar.ts";
export * from "./calendar/booking-days.ts";
export * from "./claims/base-rates.ts";
export * from "./claims/claims.ts";
export * from "./claims/default-since.ts";
export * from "./claims/fee-rules.ts";
export * from "./claims/interest.ts";
export * from "./claims/interest-rates.ts";
export * from "./days.ts";
export * from "./events.ts";
export * from "./freshness/coverage.ts";
export * from "./freshness/gate.ts";
export * from "./lifecycle.ts";
export { repaymentCameBack } from "./notes.ts";
export * from "./order-state.ts";
export * from "./repayment/check-repayment.ts";
export * from "./repayment/release.ts";
export * from "./repayment/returned.ts";
export { demandHolds } from "./schedule/holds.ts";
export * from "./schedule/one-message.ts";
export * from "./schedule/plan.ts";
export * from "./schedule/reasons.ts";
export * from "./schedule/scheduled-order.ts";
export type { PlannedStep } from "./schedule/timeline.ts";
export * from "./settings/choices.ts";
export * from "./settings/effective.ts";
export { EXPECTED } from "./settings/expected.ts";
export * from "./settings/field-texts.ts";
export * from "./settings/schema.ts";
export * from "./settlement.ts";
export * from "./terms/payable-until.ts";
export * from "./terms/payment-terms.ts";
export * from "./terms/reference-day.ts";
export * from "./write-backs.ts";
