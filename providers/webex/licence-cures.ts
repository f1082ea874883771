const calling =
  'Calling licences need a phone number, an extension or a location, which Rollcall does not give: assign this one in Control Hub.';
const callingConflict = 'Take the other Calling licence away first: leave it out of the person, and apply.';

/** What to do about the error codes of `PATCH /v1/licenses/users`, all of them documented. */
export const licenceCures: Readonly<Record<string, string>> = {
  400: calling,
  400000: 'Control Hub no longer has a licence with this id. Plan again.',
  400112: 'Webex Calling Professional cannot become Standard: remove the one, apply, then give the other.',
  400118: 'Messenger licences are managed elsewhere: leave this one out.',
  400216: 'The site does not take attendees: correct it in Control Hub.',
  400404: callingConflict,
  400406: callingConflict,
  400407: callingConflict,
  400408: 'Give the person Webex Calling Professional first.',
  400410:
    'Customer Experience Essentials cannot become Webex Calling Standard: remove the one, apply, then give the other.',
  400411: calling,
  400413:
    'The person holds a licence that excludes this one, such as the other of Contact Center Premium and Standard ' +
    'Agent. Leave one of the two out, or take it away in Control Hub, and apply again.',
  700003: 'This licence needs a paid one besides: give that first.',
  700004: 'This licence needs a paid one besides: give that first.',
  700005: 'This licence needs a paid one besides: give that first.',
  700006: 'The organisation gives this licence to everybody: take it out of the License documents.',
};
