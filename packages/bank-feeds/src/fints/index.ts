export type { FintsOptions } from "./access.ts";
export { BANKS, type Bank } from "./banks.ts";
export { fintsFeed } from "./feed.ts";
export type { FintsConfig } from "./manifest.ts";
