#!/bin/sh
# Makes the certificates of the tests: an authority of their own, and two servers by it, one of this machine and one of another name.
# They hold for a hundred years, so that no test fails for its age.
set -eu
cd "$(dirname "$0")"
key() { openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "$1"; }
key authority.key
openssl req -x509 -new -key authority.key -days 36500 -subj "/CN=charterhouse tests" \
    -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign" -out authority.pem
for name in here other; do
    names=$([ $name = here ] && echo "IP:127.0.0.1,DNS:localhost" || echo "DNS:other.example")
    key $name.key
    printf 'subjectAltName=%s\nbasicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth\n' "$names" >extensions
    openssl req -new -key $name.key -subj "/CN=$name" |
        openssl x509 -req -CA authority.pem -CAkey authority.key -days 36500 -extfile extensions -out $name.pem
done
rm -f extensions authority.key authority.srl
