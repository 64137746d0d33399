/**
 * Rules for the status that a platform's customer sees of a Vorgang (PRODUCT J). Pure: facts in, a verdict out.
 *
 * - **rule**: from one status to another, when all of its conditions hold; what goes with it (e-mail, shipment records).
 * - **rule set**: the rules of one platform, in the order that decides between them.
 * - **condition**: one entry of the table in `conditions.ts`, with parameters; may be turned round.
 * - **facts**: what is known of one Vorgang at one moment.
 * - **verdict**: why a rule fired or did not. **transition**: the change that the rules want, with the parcels it tells of.
 */
export { checkRules } from "./check-rules.ts";
export { compileRules, type Evaluate, type Evaluation, type Transition } from "./evaluate.ts";
export { explain } from "./explain.ts";
export type { Facts } from "./facts.ts";
export type { Parcel } from "./parcels.ts";
export { Rule, RuleSet } from "./rule.ts";
