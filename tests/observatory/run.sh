#!/bin/sh
# Grade every kind of answer by the rules of Mozilla's Observatory, against a server of our own
# with a certificate that is thrown away. Needs Node 20, openssl, and the net once for npm:
#   sh tests/observatory/run.sh [data folder]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bin="$here/../../.venv/bin"
data=$(cd "${1:-data}" && pwd)
work=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
server=""
cd "$work"

openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 1 -subj /CN=throwaway 2>openssl.log
openssl req -newkey rsa:2048 -nodes -keyout key.pem -out request.pem -subj /CN=localhost 2>>openssl.log
echo "subjectAltName=DNS:localhost" > names
openssl x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 1 -extfile names \
  -out cert.pem 2>>openssl.log

# Its install script would fetch lists of sites; without them no site counts as preloaded.
npm install --silent --no-fund --no-audit --ignore-scripts --prefix "$work" @mdn/mdn-http-observatory@1.4.8
mkdir -p node_modules/@mdn/mdn-http-observatory/conf
echo '{}' > node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json

VEIVISER_DATA_DIR="$data" VEIVISER_PUBLIC_URL=https://localhost:18443 "$bin/granian" \
  --interface wsgi --port 18443 --workers 1 --blocking-threads 1 --no-ws \
  --ssl-certificate cert.pem --ssl-keyfile key.pem portal.wsgi:application > server.log 2>&1 &
server=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do
  curl --silent --cacert ca.pem --output page https://localhost:18443/healthz && break
  sleep 1
done

cp "$here/scan.mjs" .
NODE_EXTRA_CA_CERTS=ca.pem node scan.mjs localhost:18443 \
  / /nb/ /ar/ny-i-norge/general-practitioner /nb/chat /nb/answer /nb/nora/ \
  /nb/nora/negative-social-control /nb/tolk/tools/duty /nb/interpreters "/nb/interpreters?spoken=ti" \
  /nb/words /nb/offline /nb/accessibility /api/v1/languages /healthz /static/js/veiviser.js \
  /robots.txt /sitemap.xml /nb/feed.xml /sw.js
