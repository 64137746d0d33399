/**
 * What every connector has to get right, as checks that run against its shop's fake.
 *
 * - **rig**: a connector and the running fake of its shop.
 * - **check**: one thing that holds for every connector. **bench**: a rig on which one check runs, with everything the
 *   connector says kept as **evidence**.
 * - **effect**: what a buyer or merchant would notice in the shop: the only proof against double writes.
 */
export { CHECKS } from "./all-checks.ts";
export type { Bench } from "./bench.ts";
export { type Check, titleOf } from "./check.ts";
export * from "./rig.ts";
export { type CheckResult, type Failure, failures, runCheck } from "./run-check.ts";
export { testConnector } from "./test-connector.ts";
