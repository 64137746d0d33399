export { EbicsConfig } from "./config.ts";
export { ebicsFeed } from "./feed.ts";
export { type PaymentFile, type Submission, submitPayments } from "./payments.ts";
export type { EbicsContext } from "./session.ts";
