// The people of this example, all invented: those whom the manifests declare, and those whom only the server knows.
//
//   node people.mjs                 writes manifests/people.yaml: 123 people, 41 in each of three areas
//   node people.mjs --with-others   writes manifests/others.yaml besides: the 24 people whom nobody had declared
import { writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

const given = 'Ada Ben Cleo Dan Eva Finn Gus Hana Ivo June Kai Lena Milo Nora Olaf Pia Quin Rosa Sami Tara Uma'.split(
  ' ',
);
const families = ['Amsel', 'Birch', 'Crane', 'Dorn', 'Elster', 'Fink', 'Gull'];
const areas = ['storage', 'network', 'release'];
const levels = ['readers', 'reviewers', 'approvers', 'owners'];
const declaredInEach = 41;
const thereAlready = 20;
const othersInEach = 8;

const everybody = families.flatMap((family) => given.map((name) => ({ name, family })));
const declared = everybody.slice(0, areas.length * declaredInEach);
const others = everybody.slice(declared.length);

export function emailOf({ name, family }) {
  return `${name}.${family}@acme.example`.toLowerCase();
}

/** The groups as somebody filled them by hand over the years: half of the area's people, and eight others each. */
export function groupsFound() {
  return areas.flatMap((area, place) => {
    const first = declared.slice(place * declaredInEach, place * declaredInEach + thereAlready);
    return levels.map((level, step) => {
      const more = Array.from(
        { length: othersInEach },
        (_, index) => others[((place * 4 + step) * 5 + index * 3) % 24],
      );
      return { name: `${area}-${level}`, people: [...first, ...more] };
    });
  });
}

export function peopleFound() {
  return everybody;
}

function documentOf(person, access) {
  const name = `${person.name}-${person.family}`.toLowerCase();
  return `apiVersion: rollcall/v1
kind: User
metadata: { name: ${name} }
spec:
  email: ${emailOf(person)}
  name: { given: ${person.name}, family: ${person.family} }
  ${access}
`;
}

function declaredPeople() {
  return declared.map((person, index) => documentOf(person, `roles: [${areas[Math.floor(index / declaredInEach)]}]`));
}

function declaredOthers() {
  const groups = groupsFound();
  return others.map((person) => {
    const own = groups.filter(({ people }) => people.includes(person));
    const access = own.map(({ name }) => `    - { portal: acme-scim, role: ${name} }`);
    return documentOf(person, ['access:', ...access].join('\n'));
  });
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync('manifests/people.yaml', declaredPeople().join('---\n'));
  if (argv.includes('--with-others')) writeFileSync('manifests/others.yaml', declaredOthers().join('---\n'));
}
