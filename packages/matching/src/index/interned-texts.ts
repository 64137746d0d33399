/** Texts of which there are few, each by a small number: shops, currencies. */
export class InternedTexts {
	readonly #texts: string[] = [];
	readonly #numbers = new Map<string, number>();
	/** The one asked for last: mostly the next one as well. */
	#last = "";
	#lastNumber = -1;

	/** @throws RangeError beyond 65,536 different texts. */
	number(text: string): number {
		if (text === this.#last && this.#lastNumber >= 0) return this.#lastNumber;
		const number = this.#numbers.get(text) ?? this.#add(text);
		this.#last = text;
		this.#lastNumber = number;
		return number;
	}

	/** -1 for a text no order ever had. */
	find(text: string): number {
		return this.#numbers.get(text) ?? -1;
	}

	text(number: number): string {
		return this.#texts[number] ?? "";
	}

	#add(text: string): number {
		const number = this.#texts.length;
		if (number > 0xffff) throw new RangeError("more than 65,536 shops or currencies");
		this.#texts.push(text);
		this.#numbers.set(text, number);
		return number;
	}
}
