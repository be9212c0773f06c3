#nullable enable

namespace RnnGen
{
    /// <summary>
    /// Vectors side by side: a row of weights in a panel, or what is added up for a row of results.
    /// </summary>
    internal unsafe interface IStrip<S>
        where S : struct
    {
        /// <summary>The number of floats.</summary>
        int Columns { get; }

        S Load(float* at);

        /// <summary>Adds so many times another.</summary>
        void Add<A>(S w, float x)
            where A : struct, IArithmetic;

        void Store(float* at);
    }
}
