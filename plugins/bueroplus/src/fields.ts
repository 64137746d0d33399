import * as z from "zod";

/**
 * What the ERP calls its tables and fields. Public are the tables of Vorgänge, positions, products and payment methods,
 * `fldBelegNr`, `fldArt`, `fldModifyLSN`, `fldErstDat`, `fldMemo` and the key `byBelegNr`, as well as «Vog.GPreisBt»,
 * «Vog.KdBezBet», «Vog.ErledigtKz» and «Vog.LiefDat», which are fields of the GraphQL interface by its rule of prefixes.
 * The others are assumptions, each to be replaced in the connection's configuration after a look into the ERP's schema.
 */
const FIELDS = {
	vorgaenge: "tblTransactions",
	vorgangNumber: "fldBelegNr",
	vorgangKey: "byBelegNr",
	vorgangKeyField: "kf1BelegNr",
	version: "fldModifyLSN",
	kind: "fldArt",
	createdAt: "fldErstDat",
	date: "fldDat",
	dueDate: "fldZahlFaelligDat",
	amount: "fldGPreisBt",
	paid: "fldKdBezBet",
	currency: "fldWaehr",
	done: "fldErledigtKz",
	reversed: "fldStornoKz",
	paymentMethod: "fldZahlArt",
	memo: "fldMemo",
	platform: "fldECPlattform",
	platformOrder: "fldECBestNr",
	customerNumber: "fldAdrNr",
	name: "fldReNa2",
	company: "fldReNa1",
	street: "fldReStr",
	postcode: "fldRePLZ",
	city: "fldReOrt",
	country: "fldReLandKennz",
	email: "fldReEMail",
	items: "tblTransactionItems",
	itemArticle: "fldArtNr",
	itemQuantity: "fldMge",
	products: "tblProducts",
	productNumber: "fldArtNr",
	productStock: "fldLagMge",
	shipments: "tblShipments",
	shipmentVorgang: "fldBelegNr",
	shipmentNumber: "fldPaketNr",
	shipmentDone: "fldErledigtKz",
	shipmentKind: "fldVersandArt",
	shipmentDate: "fldVersandDat",
	paymentMethods: "tblPaymentMethods",
	paymentMethodTitle: "fldBez",
	layouts: "tblLayouts",
	layoutTitle: "fldBez",
	layoutArea: "fldBereich",
	layoutSubject: "fldBetreff",
	layoutText: "fldText",
} as const;

type FieldName = keyof typeof FIELDS;
const names = Object.keys(FIELDS) as [FieldName, ...FieldName[]];

/** Names that differ in this installation. They go into queries as they are, so they have to be names. */
export const FieldNames = z.partialRecord(z.enum(names), z.string().regex(/^[a-zA-Z_]\w{0,79}$/));

/** All names, with this installation's own. */
export function fieldsOf(own: z.infer<typeof FieldNames>): Readonly<Record<FieldName, string>> {
	return { ...FIELDS, ...own };
}
