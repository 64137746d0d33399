#!/bin/sh
# A whole plugin in shell: a folder is the shop, each of its files an order. See README.md.
set -eu

: "${KONTOR_HUB_URL:?}" "${KONTOR_HOST_KEY:?}" "${SHOP:?the folder of orders}"
here=$(dirname "$0")

# ---- The wire -------------------------------------------------------------------------------------------------------

# post <path> <json>: prints the answer; anything but a 2xx ends the plugin with what the hub said.
post() {
	answer=$(curl --silent --show-error --max-time 60 --write-out '\n%{http_code}' --request POST \
		--header "authorization: Bearer $KONTOR_HOST_KEY" --header 'content-type: application/json' \
		--data-binary "$2" "$KONTOR_HUB_URL$1")
	case ${answer##*
} in 2??) printf '%s' "${answer%
*}" ;; *) echo "$1: $answer" >&2; return 1 ;; esac
}

# field <name> [<n>]: the n-th text or number of that name. Enough for one piece of work; a real plugin parses JSON.
field() { grep -o "\"$1\":\(\"[^\"]*\"\|[0-9]*\)" | sed -n "${2:-1}s/^\"$1\":\"\{0,1\}\([^\"]*\).*/\1/p"; }

settle() { post "/v1/connections/$connection/work/$id/outcome" "$1" >/dev/null; }
result() { settle "{\"kind\":\"result\",\"result\":$1}"; }

# ---- The shop -------------------------------------------------------------------------------------------------------

order() { tr -d '\n\t' <"$SHOP/$1.json" | sed 's/": /":/g'; }
refs() { for file in "$SHOP"/*.json; do [ -e "$file" ] && basename "$file" .json; done; }
items() { first=; for ref in $(refs); do printf '%s{"order":%s}' "$first" "$(order "$ref")"; first=,; done; }
now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

# What the shop says of an order after a write: it is read back, not assumed.
observed() {
	printf '{"revision":%s,"statuses":{"order":"%s"},"receivedInShop":{"minor":%s,"currency":"%s"}}' \
		"$(order "$1" | field revision)" "$(order "$1" | field order)" \
		"$(order "$1" | field minor 2)" "$(order "$1" | field currency 2)"
}
outcome() { settle "{\"kind\":\"outcome\",\"outcome\":{\"status\":\"$1\",\"observed\":$(observed "$2")${3:-}}}"; }

# Read, decide, write, read back: the same command again, or after a crash, has one effect.
mark_paid() {
	if [ ! -e "$SHOP/$1.json" ]; then
		settle '{"kind":"outcome","outcome":{"status":"declined","code":"order-gone","detail":"no such file","observed":null}}'
	elif [ "$(order "$1" | field order)" = paid ]; then
		outcome already-applied "$1"
	elif [ "$(order "$1" | field order)" != "$3" ]; then
		outcome declined "$1" ',"code":"changed-meanwhile","detail":"another status than expected"'
	else
		revision=$(($(order "$1" | field revision) + 1))
		order "$1" | sed "s/\"order\":\"[^\"]*\"/\"order\":\"paid\"/; s/\"revision\":[0-9]*/\"revision\":$revision/
			s/\(\"receivedInShop\":{ *\"minor\":\)[0-9]*/\1$2/" >"$SHOP/$1.tmp"
		# At once or not at all.
		mv "$SHOP/$1.tmp" "$SHOP/$1.json"
		outcome applied "$1"
	fi
}

# ---- The work -------------------------------------------------------------------------------------------------------

request() {
	case $1 in
	check) result "{\"ok\":true,\"identity\":\"$(cd "$SHOP" && pwd)\",\"shopClock\":\"$(now)\"}" ;;
	describe)
		result '{"paymentMethods":[{"id":"transfer","title":"Vorkasse","active":true}],
			"statuses":{"order":[{"id":"open","title":"offen"},{"id":"paid","title":"bezahlt"}]}}'
		;;
	watch-webhooks) result '{"state":"working","problems":[]}' ;;
	read)
		ref=$(printf '%s' "$work" | field ref)
		if [ -e "$SHOP/$ref.json" ]; then result "$(order "$ref")"; else result null; fi
		;;
	compare)
		started=$(now)
		post "/v1/connections/$connection/orders:batch" "{\"items\":[$(items)],\"list\":\"$id\"}" >/dev/null
		missing=$(post "/v1/connections/$connection/orders:complete-list" "{\"list\":\"$id\",\"startedAt\":\"$started\"}")
		# The list was whole and read from one folder: what the hub misses in it is gone.
		for ref in $(printf '%s' "$missing" | sed 's/.*"missing":\[\([^]]*\)\].*/\1/; s/[",]/ /g'); do
			[ -e "$SHOP/$ref.json" ] ||
				post "/v1/connections/$connection/orders:batch" "{\"items\":[{\"ref\":\"$ref\",\"gone\":true}]}" >/dev/null
		done
		result null
		;;
	*) settle "{\"kind\":\"fault\",\"fault\":{\"fault\":\"unsupported\",\"code\":\"NOT_IN_SHELL\",\"message\":\"$1\"}}" ;;
	esac
}

pull() {
	from=$(printf '%s' "$work" | sed -n 's/.*"cursor":\({[^}]*}\).*/\1/p')
	to="{\"at\":\"$(now)\"}"
	# Orders and cursor in one transaction of the hub: cut off before, the same page comes again.
	post "/v1/connections/$connection/orders:batch" "{\"items\":[$(items)],\"cursor\":{\"from\":${from:-null},\"to\":$to}}" >/dev/null
	result null
}

serve() {
	post /v1/hello "{\"manifest\":$(cat "$here/manifest.json"),\"host\":{\"version\":\"1\",\"publicUrl\":null}}" >/dev/null
	echo "serving $SHOP"
	while :; do
		work=$(post /v1/hosts/self/work:lease '{"waitSeconds":20,"slots":1}')
		id=$(printf '%s' "$work" | field id)
		connection=$(printf '%s' "$work" | field connection)
		case $(printf '%s' "$work" | field kind) in
		request) request "$(printf '%s' "$work" | field request)" ;;
		pull) pull ;;
		command)
			expected=$(printf '%s' "$work" | sed 's/.*"expect":{\([^}]*\)}.*/\1/' | field order)
			mark_paid "$(printf '%s' "$work" | field orderRef)" "$(printf '%s' "$work" | field minor)" "$expected"
			;;
		esac
	done
}

# receive <connection> <file> <hex signature>: what a shop's webhook would bring; nothing unsigned is believed.
receive() {
	key=$(post /v1/hosts/self/connections:list "{\"only\":[\"$1\"]}" | sed 's/.*"webhookKeys":\["\([^"]*\)".*/\1/')
	signature=$(openssl dgst -sha256 -hmac "$key" <"$2" | sed 's/.* //')
	[ "$signature" = "$3" ] || { echo "the signature does not fit" >&2; return 1; }
	post "/v1/connections/$1/orders:batch" "{\"items\":[{\"order\":$(cat "$2")}]}"
}

case ${1:-serve} in serve) serve ;; receive) shift && receive "$@" ;; *) echo "usage: $0 [serve | receive …]" >&2 && exit 2 ;; esac
