#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Says, for one hypothesis of a <see cref="BeamSearch"/>, which token may follow, and how far it is.
    /// </summary>
    public interface IBeamGrammar
    {
        /// <summary>Sets the logits of all tokens that may not follow to negative infinity.</summary>
        /// <param name="logits">One number per token.</param>
        void Mask(Span<float> logits);

        /// <summary>Hears the next token, one that may follow.</summary>
        /// <returns>Whether the hypothesis ends with it, or reaches a milestone.</returns>
        BeamMark Accept(int token);

        /// <summary>Makes another grammar of this kind, to be copied to.</summary>
        IBeamGrammar New();

        /// <summary>Takes over all that another grammar, made by <see cref="New"/>, has heard.</summary>
        void CopyFrom(IBeamGrammar other);
    }
}
