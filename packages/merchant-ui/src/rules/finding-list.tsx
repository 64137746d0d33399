import type { Tone } from "../ui/notice.tsx";
import { Notice } from "../ui/notice.tsx";
import { useSpeech } from "../words/language.tsx";
import { RULE_WORDS } from "../words/rule-words.ts";
import type { Finding } from "./shapes.ts";

const TONES: Readonly<Record<Finding["severity"], Tone>> = { error: "bad", warning: "warn", recommendation: "warn" };

/** What is wrong with rules, or better otherwise. */
export function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
	const { t } = useSpeech();
	if (findings.length === 0) return null;
	return (
		<ul className="problems">
			{findings.map(({ code, rules, severity, text }) => (
				<li key={`${code} ${rules.join(" ")} ${text.en}`}>
					<Notice tone={TONES[severity]}>
						<p>
							<strong>{t(RULE_WORDS[severity])}:</strong> {t(text)}
						</p>
					</Notice>
				</li>
			))}
		</ul>
	);
}
