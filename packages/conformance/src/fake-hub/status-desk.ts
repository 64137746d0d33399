import type { HeldStatus, Standing, StatusRequest } from "@kontor/connector";

/** Status requests as a hub takes them; the platform of this one takes everything at once. */
export class StatusDesk {
	readonly requests: StatusRequest[] = [];
	readonly held: HeldStatus[] = [];
	/** Numbers of platforms' orders that are paid: to be filled by a test. */
	readonly paid = new Set<string>();

	take(given: { readonly requests: readonly StatusRequest[]; readonly held: readonly HeldStatus[] }): Standing[] {
		const known = new Set(this.requests.map(({ id }) => id));
		this.requests.push(...given.requests.filter(({ id }) => !known.has(id)));
		this.held.push(...given.held);
		return this.standings(given.requests.map(({ subject }) => subject));
	}

	standings(subjects: readonly string[]): Standing[] {
		return [...new Set(subjects)].flatMap((subject): Standing[] => {
			const of = this.requests.filter((request) => request.subject === subject);
			const last = of.at(-1);
			if (last === undefined) return [];
			const reached = { status: last.to, since: new Date().toISOString() };
			return [{ subject, reached, steps: of.length, last: { id: last.id, to: last.to, state: "done", code: null } }];
		});
	}
}
