/** Texts of which there are few, each by a small number: shops, currencies. */
export class InternedTexts {
	readonly #texts: string[] = [];
	readonly #numbers = new Map<string, number>();

	/** @throws RangeError beyond 65,536 different texts. */
	number(text: string): number {
		const known = this.#numbers.get(text);
		if (known !== undefined) return known;
		const number = this.#texts.length;
		if (number > 0xffff) throw new RangeError("more than 65,536 shops or currencies");
		this.#texts.push(text);
		this.#numbers.set(text, number);
		return number;
	}

	/** -1 for a text no order ever had. */
	find(text: string): number {
		return this.#numbers.get(text) ?? -1;
	}

	text(number: number): string {
		return this.#texts[number] ?? "";
	}
}
