#nullable enable

namespace RnnGen
{
    /// <summary>Represents a hypothesis that goes on, and what it needs to.</summary>
    internal sealed class BeamRow
    {
        public BeamRow(BeamPath path, IBeamGrammar? grammar, float[] state)
        {
            Path = path;
            Grammar = grammar;
            State = state;
        }

        public BeamPath Path { get; }

        public IBeamGrammar? Grammar { get; }

        /// <summary>The row of the network's state before it hears the path's last token.</summary>
        public float[] State { get; }
    }
}
