/** Lower case, ten characters or more: the shorter ones are refused by length. */
const COMMON = new Set(
  `
1234567890 12345678910 0123456789 9876543210 0987654321 1029384756 1357924680 123456789a a123456789
1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc q1w2e3r4t5 q1w2e3r4t5y6 qazwsxedcrfv zaq12wsxcde3
qwertyuiop qwertyuiop123 qwerty1234 qwerty12345 qwerty123456 asdfghjkl1 asdfghjkl; zxcvbnm123 qwertyuiop1
password12 password123 password1234 password12345 password01 password2024 password2025 password2026
passw0rd12 passw0rd123 p@ssw0rd12 p@ssw0rd123 p@ssword123 p@$$w0rd123 mypassword passwordpassword password!!
iloveyou12 iloveyou123 iloveyou1234 letmein123 letmein1234 letmeinnow welcome123 welcome1234 welcome2025
welcome2026 administrator admin12345 admin123456 adminadmin administrator1 rootroot12 changeme123 changeme1234
default123 secret1234 topsecret1 football12 football123 baseball123 basketball superman123 batman1234 princess123
sunshine123 monkey1234 dragon1234 master1234 michael123 jennifer12 charlie123 computer123 internet123 samsung123
whatever123 trustno1234 starwars123 pokemon123 liverpool1 liverpool123 manchester chelsea123 arsenal1234
abcdefghij abcdefghijk abcdef1234 abc1234567 abcd123456 abcde12345 abc123abc123 aa12345678 a1b2c3d4e5 a1s2d3f4g5
test123456 testtest12 testing123 testing1234 guest12345 login12345 access1234 hello12345 helloworld hello123456
temporary1 temppassword correcthorsebatterystaple uptick1234 uptickuptick uptickpassword monitoring monitoring1
summer2025 summer2026 winter2025 winter2026 spring2026 autumn2026 november2026 december2026
`
    .trim()
    .split(/\s+/),
);

export function isCommonPassword(password: string): boolean {
  const folded = password.toLowerCase();
  return COMMON.has(folded) || isOneUnitRepeated(folded) || isSequence(folded);
}

/** "aaaaaaaaaa", "1212121212", "abcabcabcabc". */
function isOneUnitRepeated(text: string): boolean {
  return /^(.{1,4}?)\1+.?$/su.test(text);
}

/** Each character follows (or precedes) the one before, such as "abcdefghijkl" and "9876543210". */
function isSequence(text: string): boolean {
  const steps = new Set(
    [...text].slice(1).map((char, at) => (char.codePointAt(0) ?? 0) - (text.codePointAt(at) ?? 0)),
  );
  return steps.size === 1 && (steps.has(1) || steps.has(-1) || steps.has(0));
}
