import type { MatchPosting } from "../../src/index.ts";
import type { ScenarioName } from "../data.ts";
import type { Random } from "../random.ts";
import { isoDay, SPAN, START } from "../world/calendar.ts";
import { drawCompany } from "../world/company.ts";
import { drawIban } from "../world/iban.ts";
import { CITIES } from "../world/name-lists.ts";
import type { PlacedOrder } from "../world/orders.ts";
import { drawPerson, fullName } from "../world/person.ts";
import { drawPrice } from "../world/prices.ts";
import { decimal } from "./amount-paid.ts";
import type { Case, Draft, Scene } from "./draft.ts";

const ACCOUNT = "DE02120300000000202051";
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

/** Now and then it names an order, or is just what an open one costs. */
function payout(scene: Scene, scenario: ScenarioName, names: readonly string[]): Draft {
	const { random } = scene;
	const order = random.chance(0.25 * scene.strain) ? scene.pool.take("any") : null;
	const reference = order?.number ?? random.digits(random.int(5, 9));
	const alike = order !== null && random.chance(0.5);
	const minor = alike ? order.minor : drawPrice(random, true) * random.int(1, 9);
	const text = random.pick([
		`Auszahlung ${reference}`,
		`PAYOUT ${random.digits(6)} ${reference}`,
		`Settlement ${isoDay(someDay(random))} ${reference}`,
		`${random.digits(13)} Auszahlung vom ${isoDay(someDay(random))}`,
		`PP.${random.digits(4)}.PP . ABBUCHUNG ${reference}`,
		`NN-Auszahlung ${reference}`,
		`Sammelgutschrift ${random.int(2, 40)} Zahlungen ${reference}`,
		`STRIPE ${random.digits(4)}A${random.digits(3)} ${reference}`,
		alike ? `Auszahlung zu ${reference}` : reference,
	]);
	return nothing(
		scenario,
		entry(scene, {
			minor,
			text,
			name: random.pick(names),
			codes: ["166", "194", "PMNT-RCDT-ESCT", "051"],
			after: order,
		}),
	);
}

/** A supplier counts as our shops do. */
export const supplierCredit: Case = (scene) => {
	const { random } = scene;
	const order = scene.pool.take(random.chance(0.5) ? "any" : "closed");
	if (order === null) return null;
	const number = random.chance(0.5) ? (order.invoiceNumber ?? order.number) : order.number.replace(/^\D+/, "");
	const text = random.pick([
		`Gutschrift ${number}`,
		`Gutschrift zu Rechnung ${number}`,
		`Bonus 2025 Kd-Nr ${number}`,
		`Erstattung Rechnung ${number}`,
		`Storno RG ${number}`,
		`Rückvergütung ${number}`,
		`Pfandgutschrift LS ${number}`,
		`Rechnung ${number} doppelt bezahlt, Rückzahlung`,
		`Credit note ${number}`,
	]);
	return nothing(
		"supplier-credit-colliding-number",
		entry(scene, { minor: drawPrice(random, true), text, name: drawCompany(random), codes: CREDIT, after: order }),
	);
};

export const insuranceOrTax: Case = (scene) => {
	const { random } = scene;
	const [name, text] = random.pick([
		[
			`Finanzamt ${random.pick(CITIES)[1]}`,
			`Steuernr ${random.digits(3)}/${random.digits(3)}/${random.digits(5)} Umsatzsteuer ${random.int(1, 12)}/2026 Erstattung`,
		],
		["Allianz Versicherungs-AG", `Schaden-Nr ${random.digits(2)}-${random.digits(6)} vom ${isoDay(someDay(random))}`],
		["HUK-COBURG", `Beitragserstattung Vers.Nr. ${random.digits(3)}/${random.digits(6)}-K`],
		["AOK Bayern", `Erstattung AAG Betriebsnr ${random.digits(8)}`],
		["Bundesagentur für Arbeit", `KUG ${random.digits(6)} Stamm-Nr. ${random.digits(5)}`],
		["Stadtwerke", `Guthaben Jahresabrechnung Vertragskonto ${random.digits(10)}`],
	] as const);
	return nothing("insurance-tax-credit", entry(scene, { minor: drawPrice(random, true), text, name, codes: CREDIT }));
};

type Kind = readonly [name: string, text: string, codes: readonly string[]];

export const rentSalaryFees: Case = (scene) => {
	const { random } = scene;
	const person = fullName(drawPerson(random));
	const out = random.chance(0.6);
	const outgoing: readonly Kind[] = [
		[person, `Lohn/Gehalt ${random.int(1, 12)}/2026 Pers.Nr. ${random.digits(5)}`, ["153", "PMNT-ICDT-SALA"]],
		["Sparkasse", "Entgeltabschluss siehe Anlage", ["805", "808"]],
		[drawCompany(random), `Miete Lager ${random.digits(4)}`, ["117", "152"]],
		[
			"Telekom Deutschland GmbH",
			`Kundennummer ${random.digits(10)} Rg ${random.digits(12)}`,
			["105", "PMNT-RDDT-ESDD"],
		],
	];
	const incoming: readonly Kind[] = [
		[person, `Miete Wohnung 3 OG ${random.int(1, 12)}/2026`, ["152", "166"]],
		[drawCompany(random), `Miete Buero Vertrag ${random.digits(5)}`, ["152", "166"]],
		["Sparkasse", "Zinsen Habenzinsen Abschluss", ["814", "805"]],
		[person, "Rückzahlung Darlehen", ["166"]],
	];
	const [name, text, codes] = random.pick(out ? outgoing : incoming);
	const minor = out ? -drawPrice(random, true) : drawPrice(random, true);
	return nothing("rent-salary-fees", entry(scene, { minor, text, name, codes }));
};

export const ownTransfer: Case = (scene) => {
	const { random } = scene;
	const text = random.pick([
		"Umbuchung",
		"Übertrag auf Geschäftskonto",
		`Umbuchung ${random.digits(5)}`,
		"Kontoausgleich",
		"Privateinlage",
		"Liquidität",
	]);
	const minor = random.pick([1, 1, -1]) * random.int(5, 400) * 10_000;
	return nothing("own-transfer", entry(scene, { minor, text, name: "Muster Handels GmbH", codes: [...CREDIT, "833"] }));
};

/** Somebody else's customer, or a gift. */
export const donation: Case = (scene) => {
	const { random } = scene;
	const text = random.pick([
		"Spende",
		"Spende Tierheim",
		`Mitgliedsbeitrag 2026 Nr. ${random.digits(5)}`,
		`Rechnung ${random.digits(random.int(4, 8))} Fa. Huber`,
		`Ihre Rechnung ${random.digits(5)}`,
		`Kursgebühr ${random.digits(4)}`,
		`Aktenzeichen ${random.digits(3)}/26`,
		`Bestellung ${random.digits(9)}`,
	]);
	const name = random.chance(0.7) ? fullName(drawPerson(random)) : drawCompany(random);
	return nothing(
		"donation-foreign-customer",
		entry(scene, { minor: drawPrice(random, false), text, name, codes: CREDIT }),
	);
};

const CREDIT = ["166", "166", "168", "NTRF+166+9070", "PMNT-RCDT-ESCT", "051"];

function entry(
	{ random, nextId }: Scene,
	{
		minor,
		text,
		name,
		codes,
		after,
	}: { minor: number; text: string; name: string; codes: readonly string[]; after?: PlacedOrder | null },
): MatchPosting {
	return {
		id: nextId(),
		account: ACCOUNT,
		bookingDate: isoDay(after ? after.day + random.int(1, 30) : someDay(random)),
		amount: { minor, currency: "EUR" },
		counterparty: { name: random.chance(0.4) ? name.toUpperCase() : name, iban: drawIban(random) },
		remittance: random.chance(0.15) ? `${text} ${decimal(Math.abs(minor))} EUR` : text,
		...(random.chance(0.8) && { transactionCode: random.pick(codes) }),
	};
}

function someDay(random: Random): number {
	return START + random.int(20, SPAN + 20);
}

function nothing(scenario: ScenarioName, posting: MatchPosting): Draft {
	return { posting, scenario, parts: [], written: true };
}
