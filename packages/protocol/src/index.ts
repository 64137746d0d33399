/**
 * The wire between hosts, merchants and the hub: one table of operations, from which the hub's routes, the client and
 * the OpenAPI document are made.
 */
export * from "./client.ts";
export * from "./crash-point.ts";
export * from "./host-api/connections.ts";
export * from "./host-api/embedded.ts";
export * from "./host-api/hello.ts";
export * from "./host-api/installations.ts";
export * from "./host-api/orders.ts";
export * from "./host-api/requests.ts";
export * from "./host-api/status-requests.ts";
export * from "./host-api/work.ts";
export * from "./merchant-api/accounts.ts";
export * from "./merchant-api/assignment-settings.ts";
export * from "./merchant-api/bank-accesses.ts";
export * from "./merchant-api/bookkeeping.ts";
export * from "./merchant-api/changes.ts";
export * from "./merchant-api/collecting.ts";
export * from "./merchant-api/connections.ts";
export * from "./merchant-api/digest.ts";
export * from "./merchant-api/figures.ts";
export * from "./merchant-api/hosts.ts";
export * from "./merchant-api/installations.ts";
export * from "./merchant-api/integrated-accounts.ts";
export * from "./merchant-api/known-payers.ts";
export * from "./merchant-api/letters.ts";
export * from "./merchant-api/linked-orders.ts";
export * from "./merchant-api/merchants.ts";
export * from "./merchant-api/messages.ts";
export * from "./merchant-api/orders.ts";
export * from "./merchant-api/page-links.ts";
export * from "./merchant-api/paging.ts";
export * from "./merchant-api/payment-answers.ts";
export * from "./merchant-api/pending.ts";
export * from "./merchant-api/plugin-requests.ts";
export * from "./merchant-api/postings.ts";
export * from "./merchant-api/relaunches.ts";
export * from "./merchant-api/reminding.ts";
export * from "./merchant-api/repayments.ts";
export * from "./merchant-api/settlements.ts";
export * from "./merchant-api/status-requests.ts";
export * from "./openapi.ts";
export * from "./operation.ts";
export * from "./operations.ts";
export * from "./problem.ts";
export * from "./signature.ts";
