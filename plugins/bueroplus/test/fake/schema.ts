/**
 * The part of the ERP's GraphQL schema (Gen. 24) that the plugin uses, stated by us from the vendor's public
 * documentation: tables, `rowRead` / `rowsRead` / `conRead`, filters in which each object has one operator, `as`, `set`,
 * `_if` and `_raise`, mutations as one transaction. The names of fields that are not public are the plugin's assumptions.
 */
const ROW_ARGUMENTS = `(as: Format, set: Set)`;

/** A table with its columns; of nested tables their type. */
const TABLES = {
	Transaction: [
		"fldBelegNr",
		"fldModifyLSN",
		"fldArt",
		"fldErstDat",
		"fldDat",
		"fldZahlFaelligDat",
		"fldWaehr",
		"fldGPreisBt",
		"fldKdBezBet",
		"fldErledigtKz",
		"fldStornoKz",
		"fldZahlArt",
		"fldMemo",
		"fldECPlattform",
		"fldECBestNr",
		"fldAdrNr",
		"fldReNa1",
		"fldReNa2",
		"fldReStr",
		"fldRePLZ",
		"fldReOrt",
		"fldReLandKennz",
		"fldReEMail",
	],
	Item: ["fldArtNr", "fldMge"],
	Product: ["fldArtNr", "fldLagMge"],
	Shipment: ["fldBelegNr", "fldPaketNr", "fldErledigtKz", "fldVersandArt", "fldVersandDat"],
	PaymentMethod: ["fldBez"],
	Layout: ["fldBez", "fldBereich", "fldBetreff", "fldText"],
	Client: ["fldMandNr"],
} as const;

const row = (name: string, columns: readonly string[], more = "") =>
	`type ${name} { ${columns.map((column) => `${column}${ROW_ARGUMENTS}: Any`).join(" ")} ${more} }
	 type ${name}Table { rowRead(exactMatch: Any): ${name} rowsRead(fastFilter: Filter): [${name}!] conRead(first: Int!, after: String, fastFilter: Filter): ${name}Connection
		rowModify(exactMatch: Any!): ${name} }
	 type ${name}Connection { edges: [${name}Edge!]! pageInfo: PageInfo! }
	 type ${name}Edge { node: ${name}! cursor: String! }`;

export const SDL = `
	scalar Any
	enum Format { STRING BOOLEAN FLOAT INT TEXT DISPLAY_TEXT }
	input Set @oneOf { string: String float: Float text: String boolean: Boolean int: Int }
	input Filter @oneOf { eq: [Operand!] ne: [Operand!] gt: [Operand!] ge: [Operand!] and: [Filter!] or: [Filter!] }
	input Operand @oneOf { field: Any value: Any }
	type PageInfo { hasNextPage: Boolean! endCursor: String }
	${row("Transaction", TABLES.Transaction, "tblTransactionItems: ItemTable _if(expr: Filter!): Raise")}
	type Raise { _raise(message: String!): Any }
	${row("Item", TABLES.Item)}
	${row("Product", TABLES.Product)}
	${row("Shipment", TABLES.Shipment)}
	${row("PaymentMethod", TABLES.PaymentMethod)}
	${row("Layout", TABLES.Layout)}
	${row("Client", TABLES.Client)}
	type Query { tblTransactions: TransactionTable tblProducts: ProductTable tblShipments: ShipmentTable tblPaymentMethods: PaymentMethodTable tblLayouts: LayoutTable tblClient: ClientTable }
	type Mutation { tblTransactions: TransactionTable }
`;
