import { formatDecimal, Money, parseMoney } from "@kontor/connector";
import { useId, useState } from "react";
import { useSpeech } from "../words/language.tsx";
import { RULE_WORDS } from "../words/rule-words.ts";
import { choiceName } from "./in-words.ts";
import { type Field, isFilledIn } from "./parameters.ts";

interface ParameterFieldProps {
	readonly field: Field;
	readonly value: unknown;
	readonly onChange: (value: unknown) => void;
}

/** What a condition asks for, by the kind of the parameter. What is typed stays as it is typed, also where it means nothing yet. */
export function ParameterField({ field, value, onChange }: ParameterFieldProps) {
	const { t, language } = useSpeech();
	const [id, hint] = [useId(), useId()];
	const lacks = !isFilledIn({ is: "", with: { [field.name]: value } }, [field]);
	if (field.kind === "choices") {
		const chosen = Array.isArray(value) ? value : [];
		return (
			<fieldset className="parameter" aria-describedby={hint}>
				<legend>{t(field.title)}</legend>
				<div className="choices">
					{field.of.map((choice) => (
						<label key={choice} className="choice choice-small">
							<input
								type="checkbox"
								checked={chosen.includes(choice)}
								onChange={({ target }) =>
									onChange(target.checked ? [...chosen, choice] : chosen.filter((one) => one !== choice))
								}
							/>
							{choiceName(choice, language)}
						</label>
					))}
				</div>
				<Hint id={hint} field={field} lacks={lacks} />
			</fieldset>
		);
	}
	if (field.kind === "money") return <MoneyField field={field} value={value} onChange={onChange} />;
	return (
		<div className="parameter">
			<label htmlFor={id}>{t(field.title)}</label>
			<Typed id={id} field={field} value={value} lacks={lacks} describedBy={hint} onChange={onChange} />
			<Hint id={hint} field={field} lacks={lacks} />
		</div>
	);
}

function MoneyField({ field, value, onChange }: ParameterFieldProps) {
	const { t, language } = useSpeech();
	const [amount, currency, hint] = [useId(), useId(), useId()];
	const money = Money.safeParse(value);
	const stored = {
		amount: money.success ? localized(formatDecimal(money.data), language) : "",
		currency: money.success ? money.data.currency : "EUR",
	};
	const [typed, setTyped] = useState(stored);
	const shown = isSameMoney(moneyOf(typed), money.data ?? null) ? typed : stored;
	function type(part: Partial<typeof typed>) {
		const next = { ...shown, ...part };
		setTyped(next);
		onChange(moneyOf(next));
	}
	return (
		<div className="parameter parameter-money">
			<div>
				<label htmlFor={amount}>{t(field.title)}</label>
				<input
					id={amount}
					inputMode="decimal"
					value={shown.amount}
					aria-invalid={!money.success}
					aria-describedby={hint}
					onChange={({ target }) => type({ amount: target.value })}
				/>
			</div>
			<div>
				<label htmlFor={currency}>{t(RULE_WORDS.currency)}</label>
				<input
					id={currency}
					value={shown.currency}
					maxLength={3}
					autoCapitalize="characters"
					onChange={({ target }) => type({ currency: target.value.toUpperCase() })}
				/>
			</div>
			<Hint id={hint} field={field} lacks={!money.success} />
		</div>
	);
}

interface TypedProps extends ParameterFieldProps {
	readonly id: string;
	readonly lacks: boolean;
	readonly describedBy: string;
}

/** Keeps what is typed, as long as it is what is meant: "a, " is one name, and the comma stays until it is discarded. */
function Typed({ id, field, value, lacks, describedBy, onChange }: TypedProps) {
	const [typed, setTyped] = useState(typedText(value));
	const isMeant = JSON.stringify(meant(field, typed)) === JSON.stringify(value);
	return (
		<input
			id={id}
			inputMode={field.kind === "number" ? "numeric" : "text"}
			value={isMeant ? typed : typedText(value)}
			aria-invalid={lacks}
			aria-describedby={describedBy}
			onChange={({ target }) => {
				setTyped(target.value);
				onChange(meant(field, target.value));
			}}
		/>
	);
}

function Hint({ id, field, lacks }: { readonly id: string; readonly field: Field; readonly lacks: boolean }) {
	const { t } = useSpeech();
	const number = field.kind === "number" ? RULE_WORDS.between(String(field.least), String(field.most)) : null;
	return (
		<p id={id} className={lacks ? "hint hint-lacks" : "hint"}>
			{lacks && t(number ?? RULE_WORDS.fillIn)} {field.kind === "texts" && t(RULE_WORDS.byComma)}
		</p>
	);
}

function typedText(value: unknown): string {
	if (Array.isArray(value)) return value.join(", ");
	return typeof value === "number" || typeof value === "string" ? String(value) : "";
}

function meant({ kind }: Field, text: string): unknown {
	if (kind === "number") return /^\s*\d+\s*$/.test(text) ? Number(text) : null;
	if (kind === "text") return text.trim();
	return text
		.split(",")
		.map((one) => one.trim())
		.filter((one) => one !== "");
}

/** Null for what is no amount of money. */
function moneyOf({ amount, currency }: { readonly amount: string; readonly currency: string }): Money | null {
	const decimal = amount.trim().replace(",", ".");
	if (!/^\d{1,12}(\.\d+)?$/.test(decimal) || !/^[A-Z]{3}$/.test(currency)) return null;
	try {
		return parseMoney(decimal, currency);
	} catch {
		return null;
	}
}

function isSameMoney(one: Money | null, other: Money | null): boolean {
	return one?.minor === other?.minor && one?.currency === other?.currency;
}

function localized(decimal: string, language: "de" | "en"): string {
	return language === "de" ? decimal.replace(".", ",") : decimal;
}
