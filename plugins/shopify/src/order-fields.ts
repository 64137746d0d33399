/** Kept by the app in each order it touches; `$app` makes the namespace the app's own. */
export const LEDGER_FIELD = { namespace: "$app:kontor", key: "payment" } as const;

/**
 * What is read of an order, everywhere the same. No lists with pages inside: a bulk operation would tear them off their
 * order, and a page of 40 orders would cost more than the thousand points a query may.
 */
export const ORDER_FIELDS = `fragment KontorOrderFields on Order {
	legacyResourceId name confirmationNumber poNumber createdAt processedAt updatedAt cancelledAt closed test note tags email
	currencyCode presentmentCurrencyCode customerLocale
	displayFinancialStatus displayFulfillmentStatus canMarkAsPaid paymentGatewayNames
	currentTotalPriceSet { shopMoney { amount } presentmentMoney { amount } }
	totalOutstandingSet { shopMoney { amount } presentmentMoney { amount } }
	netPaymentSet { shopMoney { amount } presentmentMoney { amount } }
	totalRefundedSet { shopMoney { amount } }
	billingAddress { firstName lastName company address1 address2 zip city countryCodeV2 }
	customer { legacyResourceId displayName }
	purchasingEntity { ... on PurchasingCompany { company { name externalId } location { externalId } } }
	paymentTerms { dueInDays }
	ledger: metafield(namespace: "${LEDGER_FIELD.namespace}", key: "${LEDGER_FIELD.key}") { value }
}`;
