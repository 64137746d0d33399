import { titled } from "@kontor/connector";
import * as z from "zod";

const ColumnName = z.union([z.string().min(1), z.int().min(1)]);

/**
 * A column, by the text of its header. Case, blanks, punctuation and umlauts do not count; `Betrag in *` takes every
 * header that begins so, a single blank the column without a header. In a file without header its number from 1.
 * Of a list the first that the file has.
 */
export const Column = z.union([ColumnName, z.array(ColumnName).min(1)]);
export type Column = z.infer<typeof Column>;

const column = (de: string, en: string) => Column.optional().meta(titled({ de, en }));
const columns = (de: string, en: string) => z.array(Column).optional().meta(titled({ de, en }));

/** Which column holds what. Booking day and an amount are needed, all others may be missing in a file. */
export const Columns = z
	.strictObject({
		bookingDay: Column.meta(titled({ de: "Buchungstag", en: "Booking date" })),
		valueDay: column("Wertstellung", "Value date"),
		amount: column(
			"Betrag (mit Vorzeichen, oder mit Spalte Soll/Haben)",
			"Amount (signed, or with a debit/credit column)",
		),
		debit: column("Betrag im Soll", "Debit amount"),
		credit: column("Betrag im Haben", "Credit amount"),
		currency: column("Währung", "Currency"),
		name: column("Name des Zahlungspartners", "Name of the other party"),
		payer: column("Name des Zahlenden (bei Eingängen)", "Name of the payer (money in)"),
		payee: column("Name des Empfängers (bei Ausgängen)", "Name of the payee (money out)"),
		ultimateName: column("Abweichender Auftraggeber oder Empfänger", "Ultimate payer or payee"),
		iban: column("IBAN oder Kontonummer des Zahlungspartners", "IBAN or account number of the other party"),
		payerAccount: column("Konto des Zahlenden (bei Eingängen)", "Account of the payer (money in)"),
		payeeAccount: column("Konto des Empfängers (bei Ausgängen)", "Account of the payee (money out)"),
		bic: column("BIC oder Bankleitzahl des Zahlungspartners", "BIC or bank code of the other party"),
		remittance: columns("Verwendungszweck (eine oder mehrere Spalten)", "Remittance text (one or several columns)"),
		bookingText: column("Buchungstext", "Booking text"),
		endToEndId: column("End-to-End-Referenz", "End-to-end reference"),
		mandateId: column("Mandatsreferenz", "Mandate reference"),
		creditorId: column("Gläubiger-ID", "Creditor id"),
		customerReference: column("Kundenreferenz", "Customer reference"),
		references: columns("Weitere Referenzen", "Further references"),
		bankReference: column("Referenz der Bank", "Bank reference"),
		uniqueId: column("Eindeutige Nummer der Buchung", "Unique id of the posting"),
		fee: column("Gebühr", "Fee"),
		originalAmount: column("Ursprünglicher Betrag", "Original amount"),
		originalCurrency: column("Ursprüngliche Währung", "Original currency"),
		exchangeRate: column("Wechselkurs", "Exchange rate"),
		balance: column("Saldo nach der Buchung", "Balance after the posting"),
		account: column("Eigenes Konto", "Own account"),
	})
	.refine(({ amount, debit, credit }) => amount !== undefined || debit !== undefined || credit !== undefined, {
		error: "one of the columns amount, debit, credit is needed",
		path: ["amount"],
	});
export type Columns = z.infer<typeof Columns>;
