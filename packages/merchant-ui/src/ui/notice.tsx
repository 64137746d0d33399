import type { ReactNode } from "react";

/** `busy`: it goes on by itself; `warn`: it works, and could be better. */
export type Tone = "good" | "busy" | "warn" | "bad";

/** Said by a sign as well as by a colour. */
const SIGNS: Readonly<Record<Tone, string>> = { good: "✓", busy: "…", warn: "!", bad: "!" };

export function Badge({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
	return (
		<span className={`badge badge-${tone}`}>
			<span aria-hidden="true">{SIGNS[tone]}</span> {children}
		</span>
	);
}

export function Notice({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
	return (
		<div className={`notice notice-${tone}`}>
			<span className="notice-sign" aria-hidden="true">
				{SIGNS[tone]}
			</span>
			<div className="notice-text">{children}</div>
		</div>
	);
}
