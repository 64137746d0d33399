import * as documents from "../../src/documents.ts";

/** The text of every GraphQL document that the plugin sends, a bulk operation's inner query among them. */
export const ALL_DOCUMENTS: readonly string[] = [
	...Object.values(documents).flatMap((one) => (typeof one === "object" ? [one.text] : [])),
	documents.bulkQuery("KontorOpenOrders", "financial_status:pending"),
];
