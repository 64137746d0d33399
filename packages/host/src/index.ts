/**
 * Runs connectors for a hub: leases work, carries it out with the shop's limits kept, takes webhooks in. Keeps nothing.
 */
export { type Host, type HostOptions, startHost } from "./host.ts";
export type { HostLog } from "./log.ts";
export { type OperatorApps, readApps, variableOf } from "./operator-apps.ts";
export { findPlugins, type Plugin } from "./plugins.ts";
export { type Redact, redactor, secretForms } from "./redact.ts";
export { narrow } from "./work/narrow.ts";
