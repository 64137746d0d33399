import { isoDay } from "../world/calendar.ts";
import { drawCompany } from "../world/company.ts";
import { CITIES } from "../world/name-lists.ts";
import { drawPerson, fullName } from "../world/person.ts";
import { drawPrice } from "../world/prices.ts";
import { entry, nothing, someDay } from "./bank-entry.ts";
import type { Case } from "./draft.ts";

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
