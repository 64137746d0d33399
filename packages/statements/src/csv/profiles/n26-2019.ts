import type { CsvProfile } from "../profile.ts";

/** N26 until 2024, in the languages of its customers. */
export const profile: CsvProfile = {
	id: "n26-2019",
	bank: { de: "N26 (bis 2024)", en: "N26 (until 2024)" },
	mapping: {
		header: [
			["Date", "Datum", "Fecha", "Data"],
			["Payee", "Empfänger", "Bénéficiaire", "Beneficiario"],
			["Payment reference", "Verwendungszweck", "Référence de paiement", "Referencia de pago", "Riferimento pagamento"],
			["Amount (EUR)", "Betrag (EUR)", "Montant (EUR)", "Cantidad (EUR)", "Importe (EUR)", "Importo (EUR)"],
		],
		dateOrder: "YMD",
		decimal: ".",
		columns: {
			bookingDay: ["Date", "Datum", "Fecha", "Data"],
			name: ["Payee", "Empfänger", "Bénéficiaire", "Beneficiario"],
			iban: ["Account number", "Kontonummer", "Numéro de compte", "Número de cuenta", "Numero di conto"],
			bookingText: [
				"Transaction type",
				"Transaktionstyp",
				"Type de transaction",
				"Tipo de transacción",
				"Tipo di transazione",
			],
			remittance: [
				[
					"Payment reference",
					"Verwendungszweck",
					"Référence de paiement",
					"Referencia de pago",
					"Riferimento pagamento",
				],
			],
			amount: ["Amount (EUR)", "Betrag (EUR)", "Montant (EUR)", "Cantidad (EUR)", "Importe (EUR)", "Importo (EUR)"],
			originalAmount: ["Amount (Foreign Currency)", "Betrag (Fremdwährung)", "Montant (Devise étrangère)"],
			originalCurrency: ["Type Foreign Currency", "Fremdwährung", "Sélectionnez la devise étrangère"],
			exchangeRate: ["Exchange Rate", "Wechselkurs", "Taux de conversion"],
		},
		mayLack: ["Category", "Kategorie", "Catégorie"],
	},
};
