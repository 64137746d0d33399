export const IBAN = "DE02120300000000202051";

export interface Payment {
	readonly number: string;
	readonly minor: number;
	readonly day: string;
	readonly payer: string;
}

/** At the merchant's place, where it is tomorrow before it is in UTC: nobody pays on the day before he orders. */
export function today(): string {
	return new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin" }).format(new Date());
}

/** A day's statement with these payments, as a German bank writes it. */
export function mt940(payments: readonly Payment[]): string {
	const lines = payments.flatMap(({ number, minor, day, payer }) => {
		const date = shortDate(day);
		return [
			`:61:${date}${date.slice(2)}CR${decimal(minor)}NTRFNONREF//${number}`,
			`:86:166?00GUTSCHRIFT?20SVWZ+Bestellung ${number}?32${payer}`,
		];
	});
	const total = payments.reduce((sum, { minor }) => sum + minor, 0);
	const date = shortDate(today());
	return [
		":20:KONTOR",
		`:25:${IBAN}`,
		":28C:1/1",
		`:60F:C${date}EUR0,00`,
		...lines,
		`:62F:C${date}EUR${decimal(total)}`,
		"-",
		"",
	].join("\r\n");
}

function decimal(minor: number): string {
	return (minor / 100).toFixed(2).replace(".", ",");
}

function shortDate(day: string): string {
	return day.slice(2).replaceAll("-", "");
}
