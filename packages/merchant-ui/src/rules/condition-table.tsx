import "../ui/table.css";
import { useSpeech } from "../words/language.tsx";
import { factName, RULE_WORDS } from "../words/rule-words.ts";
import { fieldsOf } from "./parameters.ts";
import type { ConditionKind } from "./shapes.ts";

/** Every condition that a rule can have, with what it asks for and what it reads (PRODUCT J3). */
export function ConditionTable({ kinds }: { readonly kinds: readonly ConditionKind[] }) {
	const { t } = useSpeech();
	return (
		<details className="code">
			<summary>
				<span className="code-name">{t(RULE_WORDS.table)}</span>
			</summary>
			<table className="table">
				<thead>
					<tr>
						<th scope="col">{t(RULE_WORDS.condition)}</th>
						<th scope="col">{t(RULE_WORDS.asks)}</th>
						<th scope="col">{t(RULE_WORDS.readsHead)}</th>
					</tr>
				</thead>
				<tbody>
					{kinds.map((kind) => (
						<tr key={kind.name}>
							<th scope="row">{t(kind.title)}</th>
							<td data-label={t(RULE_WORDS.asks)}>
								{fieldsOf(kind)
									.map(({ title }) => t(title))
									.join(", ") || "–"}
							</td>
							<td data-label={t(RULE_WORDS.readsHead)}>{kind.reads.map((fact) => t(factName(fact))).join(", ")}</td>
						</tr>
					))}
				</tbody>
			</table>
		</details>
	);
}
