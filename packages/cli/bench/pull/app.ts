/** What the operator registered with Shopify: the same for all shops. */
export const APP = { clientId: "bench", clientSecrets: ["shpss_bench"] };
