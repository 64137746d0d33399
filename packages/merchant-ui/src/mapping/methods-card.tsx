import { type Mapping, PaymentCode } from "@kontor/connector";
import type { Connection } from "@kontor/protocol/connections";
import { useId } from "react";
import { Card } from "../ui/card.tsx";
import { useSpeech } from "../words/language.tsx";
import { CODES, WORDS } from "../words/words.ts";
import { CODE_ORDER } from "./edits.ts";

type Description = NonNullable<Connection["description"]>;

interface MethodsCardProps {
	readonly description: Description;
	/** As it would be saved. */
	readonly mapping: Mapping;
	readonly reading: boolean;
	readonly onReadAgain: () => void;
	readonly onMeaning: (method: string, code: PaymentCode | null) => void;
}

/** The shop's own payment methods, each with what it means to Kontor (PRODUCT A3, A4). */
export function MethodsCard({ description, mapping, reading, onReadAgain, onMeaning }: MethodsCardProps) {
	const { t } = useSpeech();
	const methods = methodsOf(description, mapping);
	const again = (
		<button type="button" className="button" disabled={reading} onClick={onReadAgain}>
			{t(reading ? WORDS.readingAgain : WORDS.readAgain)}
		</button>
	);
	return (
		<Card title={t(WORDS.paymentMethods)} aside={again}>
			<p className="means">{t(methods.length === 0 ? WORDS.noMethods : WORDS.paymentMethodsMeans)}</p>
			<ul className="rows">
				{methods.map((method) => (
					<Method key={method.id} method={method} code={mapping.paymentMethods[method.id]} onMeaning={onMeaning} />
				))}
			</ul>
		</Card>
	);
}

interface MethodProps {
	readonly method: ListedMethod;
	readonly code: PaymentCode | undefined;
	readonly onMeaning: MethodsCardProps["onMeaning"];
}

function Method({ method: { id, title, inShop }, code, onMeaning }: MethodProps) {
	const { t } = useSpeech();
	const field = useId();
	return (
		<li className="row">
			<label htmlFor={field}>
				{title}
				{inShop !== "active" && <span className="tag">{t(WORDS[inShop])}</span>}
			</label>
			<select
				id={field}
				value={code ?? ""}
				onChange={({ target }) => onMeaning(id, PaymentCode.safeParse(target.value).data ?? null)}
			>
				<option value="">{t(WORDS.notRead)}</option>
				{CODE_ORDER.map((one) => (
					<option key={one} value={one}>
						{t(CODES[one].name)}
					</option>
				))}
			</select>
		</li>
	);
}

interface ListedMethod {
	readonly id: string;
	readonly title: string;
	readonly inShop: "active" | "inactive" | "gone";
}

/** Those of the shop, then those that still have a meaning and are gone: orders of theirs may still be open. */
function methodsOf({ paymentMethods }: Description, mapping: Mapping): ListedMethod[] {
	const known = new Set(paymentMethods.map(({ id }) => id));
	const gone = Object.keys(mapping.paymentMethods).filter((id) => !known.has(id));
	return [
		...paymentMethods.map(({ id, title, active }) => ({ id, title, inShop: active ? "active" : "inactive" }) as const),
		...gone.map((id) => ({ id, title: id, inShop: "gone" }) as const),
	];
}
