#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents an LSTM that looks at a grey picture through DRAW's attention, glimpse by glimpse (Gregor et
    /// al. 2015, section 4.1: a recurrent attention model that can be differentiated).
    /// </summary>
    /// <remarks>
    /// <para>[g̃x g̃y log σ² log δ̃ log γ] = h L + l,  r = γ F_Y x F_Xᵀ  (eq. 19 to 27),  h' = LSTM(r, h)</para>
    /// The output is h'. What the paper leaves open: h starts at 0, so that l alone places the first glimpse, which
    /// begins as wide as the picture; and filters begin about as blurred as they are far apart, as between sharp ones
    /// the picture could not be seen.
    /// </remarks>
    public sealed class GlimpseCell : Cell<LstmState>
    {
        private readonly DrawConfig picture;
        private readonly int filters;
        private readonly LstmCell lstm;
        private readonly Parameter weight;
        private readonly Parameter bias;

        /// <summary>Adds the cell's parameters, under a name, to a set.</summary>
        /// <param name="parameters">The set.</param>
        /// <param name="name">The name.</param>
        /// <param name="width">The width of pictures in pixels, 2 to 1024.</param>
        /// <param name="height">Their height in pixels, 2 to 1024.</param>
        /// <param name="filters">The filters along each side of a glimpse, at least 2.</param>
        /// <param name="size">The number of units.</param>
        /// <param name="blur">The spread σ of the first glimpse's filters, in strides, more than 0.</param>
        public GlimpseCell(
            ParameterSet parameters, string name, int width, int height, int filters, int size, float blur = 1)
        {
            picture = new DrawConfig { Width = width, Height = height, Output = "grey", Read = filters };
            this.filters = filters;
            var problem = filters < 2 || width < 2 || height < 2
                ? $"A glimpse needs 2 pixels and filters along each side, but has {width} x {height} and {filters}."
                : picture.Problem();
            if (problem != null)
            {
                throw new ArgumentException(problem);
            }

            if (!(blur > 0 && float.IsFinite(blur)))
            {
                throw new ArgumentException($"The blur of a glimpse must be finite and above 0, but was {blur}.");
            }

            lstm = new LstmCell(parameters, name, filters * filters, size);
            weight = parameters.Matrix(name + ".glimpse.weight", size, Glimpse.Numbers);
            bias = parameters.Row(name + ".glimpse.bias", Glimpse.Numbers);
            bias.Fill(2 * (float)Elementary.Log(blur * (picture.LongerSide - 1) / (filters - 1)), 2, 1);
        }

        /// <summary>Looks once.</summary>
        /// <param name="x">
        /// The pictures, [rows, height · width], row by row from the top; the same at each step, or the next of a film.
        /// </param>
        /// <param name="state">The state before the step, replaced by the state after it.</param>
        public override Tensor Step(Tensor x, ref LstmState state) => lstm.Step(Look(x, state), ref state);

        /// <inheritdoc/>
        public override LstmState InitialState(Backend on, int rows) => lstm.InitialState(on, rows);

        /// <summary>Computes what the next step sees of pictures, [rows, filters · filters].</summary>
        /// <param name="x">The pictures.</param>
        /// <param name="state">The state before the step.</param>
        public Tensor Look(Tensor x, in LstmState state)
        {
            return new Glimpse(picture, state.Hidden.Linear(weight, bias), 0, filters).Read(x);
        }

        /// <summary>Gets where the next step looks, in pixels from the top left corner.</summary>
        /// <param name="state">The state before the step.</param>
        /// <param name="row">The picture.</param>
        public StrokeArea AreaOf(in LstmState state, int row)
        {
            return Glimpse.AreaOf(picture, state.Hidden.Linear(weight, bias).Row(row), filters);
        }

        /// <inheritdoc/>
        public override int Outputs => lstm.Outputs;
    }
}
