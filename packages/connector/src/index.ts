/**
 * The contract between Kontor and a shop system.
 *
 * - **connection**: one shop of one merchant, served by one plugin.
 * - **order**: what a customer owes money for, as the shop knows it now.
 * - **payment code**: what a shop's payment method means to Kontor; the **mapping** says so, and which statuses are open.
 * - **scope**: what of a shop is read: the mapping, and the moment of the first connection.
 * - **pull**: orders that changed since a **cursor**. **complete list**: every open order, to notice what is missing.
 * - **command**: one intended change in the shop; its id belongs to the intent. **outcome**: the shop's answer, a value.
 * - **fault**: why there is no answer, thrown; says whether anything may have had an effect.
 * - **app**: what an operator registers with a platform once for all shops.
 * - **notice**: what a shop says about itself or its customers. **installation**: one that begins in the shop, without a merchant.
 * - **request**: a question the hub asks (check, describe, read, document, payout, or one of the plugin's own).
 * - **payout**: what a marketplace collected for many orders and pays out in one sum, less its fees; **split** by its own books.
 */
export * from "./abilities.ts";
export * from "./command.ts";
export * from "./connector.ts";
export * from "./context.ts";
export * from "./define-connector.ts";
export * from "./embed.ts";
export * from "./faults.ts";
export * from "./limits.ts";
export * from "./manifest.ts";
export * from "./mapping.ts";
export * from "./money.ts";
export * from "./order.ts";
export * from "./payout.ts";
export * from "./shop-notice.ts";
export * from "./status-request.ts";
export * from "./text.ts";
export * from "./time.ts";
