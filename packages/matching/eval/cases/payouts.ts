import type { ScenarioName } from "../data.ts";
import { isoDay } from "../world/calendar.ts";
import { drawPrice } from "../world/prices.ts";
import { entry, nothing, someDay } from "./bank-entry.ts";
import type { Case, Draft, Scene } from "./draft.ts";

const PROVIDERS = [
	"PayPal (Europe) S.a r.l. et Cie., S.C.A.",
	"PAYPAL EUROPE S.A.R.L. ET CIE S.C.A",
	"Stripe Payments Europe Ltd",
	"STRIPE TECHNOLOGY EUROPE LTD",
	"Klarna Bank AB (publ)",
	"KLARNA BANK AB",
	"Mollie B.V.",
	"Stichting Mollie Payments",
	"Adyen N.V.",
	"SumUp Limited",
	"Unzer E-Com GmbH",
	"Nexi Germany GmbH",
	"PAYONE GmbH",
	"First Data GmbH",
	"Concardis GmbH",
	"Worldline Schweiz AG",
	"Ratepay GmbH",
	"Billie GmbH",
	"Wallee AG",
	"Shopify International Ltd",
	"GoCardless SAS",
	"American Express Europe S.A.",
	"VR Payment GmbH",
	"Computop Paygate GmbH",
	"Payrexx AG",
];
const MARKETPLACES = [
	"AMAZON PAYMENTS EUROPE SCA",
	"Amazon EU S.a r.l.",
	"eBay S.a.r.l.",
	"EBAY MARKETPLACES GMBH",
	"Otto Payments GmbH",
	"OTTO MARKET",
	"Kaufland e-commerce Services",
	"Zalando Payments GmbH",
	"Etsy Ireland UC",
	"Hood Media GmbH",
	"Rakuten Deutschland GmbH",
	"Galaxus Deutschland GmbH",
	"DHL Paket GmbH",
	"Deutsche Post AG",
	"DPD Deutschland GmbH",
	"GLS Germany GmbH & Co. OHG",
	"Hermes Germany GmbH",
	"UPS SCS GmbH",
];

export const providerPayout: Case = (scene) => payout(scene, "psp-payout", PROVIDERS);
export const marketplacePayout: Case = (scene) => payout(scene, "marketplace-payout", MARKETPLACES);

/** Now and then it names an order, or is just what an open one costs; then its text says what it is. */
function payout(scene: Scene, scenario: ScenarioName, names: readonly string[]): Draft {
	const { random } = scene;
	const order = random.chance(0.1 * scene.strain) ? scene.pool.take("any") : null;
	const alike = order !== null && random.chance(0.5);
	const reference = order?.number ?? random.digits(random.int(5, 9));
	const name = random.pick(names);
	const texts = [
		`Auszahlung ${reference}`,
		`PAYOUT ${random.digits(6)} ${reference}`,
		`Settlement ${isoDay(someDay(random))} ${reference}`,
		`${random.digits(13)} Auszahlung vom ${isoDay(someDay(random))}`,
		`${scenario === "psp-payout" ? "Sammelgutschrift" : "NN-Auszahlung"} ${random.int(2, 40)} Zahlungen ${reference}`,
		`Disbursement ${reference}`,
	];
	if (/paypal/i.test(name)) texts.push(`PP.${random.digits(4)}.PP . Guthaben ${reference}`);
	if (/stripe/i.test(name)) texts.push(`STRIPE ${random.digits(4)}A${random.digits(3)} ${reference}`);
	if (!alike) texts.push(reference);
	const minor = alike ? order.minor : drawPrice(random, true) * random.int(1, 9);
	const codes = ["166", "194", "PMNT-RCDT-ESCT", "051"];
	return nothing(scenario, entry(scene, { minor, text: random.pick(texts), name, codes, after: order }));
}
