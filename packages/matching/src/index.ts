/**
 * The assignment engine: postings and open orders in, decisions with reasons out. Pure: no I/O, no clock.
 *
 * - **posting**: one entry of a bank statement. **order**: what it may pay; **open** is how much of it a posting can pay now.
 * - **mention**: a number that stands in a posting's text, with the words around it.
 * - **named**: an order whose reference (order, invoice or additional number) is mentioned.
 * - **proposal**: the one way a posting would be booked without a person. **guard**: what can speak against that.
 * - **decision**: `assigned` where no guard objects, `review` with ranked suggestions, `none` where it is no payment of an order.
 * - **evidence**: what spoke for or against, as data; `sentence` puts it into words.
 */
export type * from "./decision.ts";
export { createEngine, type Engine, type EngineOptions, type Memory } from "./engine.ts";
export type * from "./evidence.ts";
export { type ConfirmedOutcome, type Guarantee, guaranteeOf, START_THRESHOLD, upperBoundOf } from "./guarantee.ts";
export { GUARD_NAMES, type GuardName } from "./guard-names.ts";
export type * from "./known-payer.ts";
export type * from "./order.ts";
export type * from "./policy.ts";
export type * from "./posting.ts";
export type { Language } from "./sentence-form.ts";
export { sentence } from "./sentences.ts";
