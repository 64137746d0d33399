/** German as it is written in Switzerland: ss for ß, and the words that business letters use there. */
const WORDS: readonly (readonly [RegExp, string])[] = [
	[/ẞ/g, "SS"],
	[/ß/g, "ss"],
	[/Zahlungsziel/g, "Zahlungsfrist"],
	[/Mit freundlichen Grüssen/g, "Freundliche Grüsse"],
	[/GiroCode/g, "QR-Code"],
	[/Inkassounternehmen/g, "Inkassobüro"],
	[/Überweisung(?!s)/g, "Zahlung"],
	[/überweisen/g, "bezahlen"],
];

export function swissGerman(text: string): string {
	return WORDS.reduce((sofar, [word, swiss]) => sofar.replace(word, swiss), text);
}

/** A letter's text: no comma behind the salutation, so the next sentence begins with a capital letter. */
export function swissGermanLetter(template: string): string {
	return swissGerman(template).replace(
		/(\{\{ salutation \}\}\n\n)(\p{Ll})/u,
		(_, salutation: string, first: string) => salutation + first.toUpperCase(),
	);
}
