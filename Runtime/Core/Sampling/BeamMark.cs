#nullable enable

namespace RnnGen
{
    /// <summary>What a hypothesis of a <see cref="BeamSearch"/> reaches with a token.</summary>
    public enum BeamMark
    {
        /// <summary>Nothing: it goes on.</summary>
        None,

        /// <summary>
        /// A milestone, as a bar line: it waits for the others, so that they are compared where all are
        /// equally far, whatever the number of their tokens.
        /// </summary>
        Milestone,

        /// <summary>The end.</summary>
        End,
    }
}
