/**
 * Meta keys under which plugins common in German-speaking shops keep what WooCommerce itself does not know, read in
 * their public sources. Data only; the first key that has a value wins.
 */

export interface InvoiceMeta {
	readonly number: string;
	/** "2026-11-21 10:00:00", or a Unix timestamp that the plugin shifted into the shop's zone; both give the shop's day. */
	readonly date?: string;
}

export const INVOICE_METAS: readonly InvoiceMeta[] = [
	// German Market, add-on "WooCommerce Running Invoice Number"
	{ number: "_wp_wc_running_invoice_number", date: "_wp_wc_running_invoice_number_date" },
	// PDF Invoices & Packing Slips (WP Overnight): the second holds the formatted number since 2.0, the first before
	{ number: "_wcpdf_formatted_invoice_number", date: "_wcpdf_invoice_date_formatted" },
	{ number: "_wcpdf_invoice_number", date: "_wcpdf_invoice_date_formatted" },
	// Germanized Pro keeps invoices in tables of its own; this one is mirrored to the order
	{ number: "_wc_gzdp_latest_invoice_number" },
	// German Market, add-on lexoffice
	{ number: "_lexoffice_invoice_number" },
	// WebToffee PDF Invoices, Packing Slips
	{ number: "wf_invoice_number", date: "_wf_invoice_date" },
	// Invoices for WooCommerce (Bas Elbers)
	{ number: "_bewpi_invoice_number" },
	{ number: "_invoice_number" },
	{ number: "invoice_number" },
];

/** WPML, TranslatePress, Weglot. Polylang has a field of its own (`lang`). */
export const LANGUAGE_METAS = ["wpml_language", "trp_language", "weglot_language"];

/** No plugin sets the tone here; these are the names shops give it. */
export const CUSTOMER_NUMBER_METAS = ["_customer_number", "customer_number", "_billing_customer_number"];

/** VAT identification and purchase order numbers: business customers quote them. */
export const ADDITIONAL_NUMBER_METAS = [
	"_billing_vat_id", // Germanized
	"billing_vat", // German Market
	"_vat_number", // WooCommerce EU VAT Number up to 2.3
	"_billing_vat_number", // WooCommerce EU VAT Number
	"vat_number", // Aelia EU VAT Assistant
	"_billing_eu_vat_number", // EU VAT Number (WP Whale)
	"yweu_billing_vat", // YITH EU VAT
	"_po_number", // WooCommerce Purchase Order
];

/** WooCommerce Shipment Tracking and Advanced Shipment Tracking: a list of parcels in one meta. */
export const SHIPMENT_TRACKING_META = "_wc_shipment_tracking_items";
