/** Shorter values are found by chance everywhere. */
const SHORTEST = 6;

export type Redact = (text: string) => string;

/**
 * Every form in which a secret may stand in a text: as it is, percent-encoded, in hex, and inside base64 at each of
 * the three alignments (`Authorization: Basic` encodes it behind a name of any length).
 */
export function secretForms(secrets: unknown): string[] {
	const forms = textsIn(secrets)
		.filter((value) => value.length >= SHORTEST)
		.flatMap((value) => [
			value,
			JSON.stringify(value).slice(1, -1),
			encodeURIComponent(value),
			Buffer.from(value).toString("hex"),
			...[0, 1, 2].flatMap((shift) => insideBase64(value, shift)),
		]);
	return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

/** Takes every form of these secrets out of a text (I7). */
export function redactor(secrets: unknown): Redact {
	const forms = secretForms(secrets);
	if (forms.length === 0) return (text) => text;
	const pattern = new RegExp(forms.map(literally).join("|"), "g");
	return (text) => text.replace(pattern, "[secret]");
}

function literally(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** The characters that a value alone decides when `shift` bytes stand before it, in both alphabets. */
function insideBase64(value: string, shift: number): string[] {
	const bytes = Buffer.from(" ".repeat(shift) + value);
	const whole = Math.floor(bytes.length / 3) * 4;
	const inside = (["base64", "base64url"] as const).map((form) => bytes.toString(form).slice(shift && 4, whole));
	return inside.filter(({ length }) => length >= SHORTEST);
}

function textsIn(value: unknown): string[] {
	if (typeof value === "string") return [value];
	if (typeof value !== "object" || value === null) return [];
	return Object.values(value).flatMap(textsIn);
}
