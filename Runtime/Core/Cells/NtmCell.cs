#nullable enable

namespace RnnGen
{
    /// <summary>
    /// Represents a neural Turing machine (Graves, Wayne and Danihelka, 2014): a controller, and heads with
    /// which it reads and writes a memory of N locations, M numbers each.
    /// </summary>
    /// <typeparam name="TController">What the controller remembers.</typeparam>
    /// <remarks>
    /// <para>h' = controller([x r], h),  p = L tanh((h' W + b) / L), where L = 20</para>
    /// Each head has numbers of its own in p:
    /// <para>k = tanh(p),  β = softplus(p),  γ = 1 + softplus(p),  g = σ(p),  s = softmax(p)</para>
    /// <para>w_c(i) = softmax over i of β k·M(i) / (|k| |M(i)|)                           (eq. 5 and 6)</para>
    /// <para>w_g = g w_c + (1 - g) w,  w_s(i) = Σ_j w_g(i - j) s(j),  w'(i) = w_s(i)^γ / Σ_j w_s(j)^γ   (7 to 9)</para>
    /// and each write head e = σ(p) and a = tanh(p):
    /// <para>r' = Σ_i w'(i) M(i),  M'(i) = M(i) ∘ Π (1 - w'(i) e) + Σ w'(i) a               (eq. 2 to 4)</para>
    /// The output is [h' r'], of which the network above makes what it needs.
    /// <para>
    /// What the paper leaves open: all heads look at the memory as it was before the step, and read it before
    /// anything is written; all write heads erase, then all add. The limit L, smooth so that gradients
    /// survive, holds all that heads get, and so keeps every exponential finite. Squared lengths are at least
    /// 1e-12. The memory starts at 1e-6 everywhere and nothing has been read; initial weightings are learned,
    /// as logits, and start near location 0, since heads that begin everywhere alike would have no gradient
    /// that tells locations apart.
    /// </para>
    /// <para>
    /// Parameters: head.weight and head.bias make p, of [k β γ g s] for each head, the read heads first, then
    /// all e, then all a; s is in the order of moves from -S to S. The memory lies as
    /// <see cref="NtmState{TController}.Memory"/> says.
    /// </para>
    /// </remarks>
    public sealed class NtmCell<TController> : Cell<NtmState<TController>>
        where TController : struct, ICellState<TController>
    {
        private const float Limit = 20;
        private const float InitialMemory = 1e-6f;
        private const float InitialLogit = 8;

        private readonly NtmConfig config;
        private readonly NtmMemory memory;
        private readonly Cell<TController> controller;
        private readonly Parameter w;
        private readonly Parameter b;
        private readonly Parameter start;

        /// <summary>Adds the parameters of the heads, under a name, to a set.</summary>
        /// <param name="parameters">The set.</param>
        /// <param name="name">What the names of the parameters begin with.</param>
        /// <param name="config">The blueprint, which must not change any more.</param>
        /// <param name="controller">
        /// The controller, a cell that takes <see cref="NtmConfig.Reads"/> inputs behind those of x.
        /// </param>
        public NtmCell(
            ParameterSet parameters, string name, NtmConfig config, Cell<TController> controller)
        {
            config.Check();
            this.config = config;
            this.controller = controller;
            memory = new NtmMemory(config);
            var size = config.Heads * config.AddressSize + 2 * config.WriteHeads * config.Width;
            w = parameters.Matrix(name + ".head.weight", controller.Outputs, size);
            b = parameters.Row(name + ".head.bias", size);
            start = parameters.Row(name + ".initial_weighting", config.Heads * config.Locations);
            for (var i = 0; i < config.Heads; i++)
            {
                start.Fill(InitialLogit, i * config.Locations, 1);
            }
        }

        /// <summary>Advances by one step.</summary>
        /// <param name="x">The input, [rows, inputs]; not one-hot.</param>
        /// <param name="state">The state before the step, replaced by the state after it.</param>
        /// <returns>The controller's output, then what was read, [rows, <see cref="Outputs"/>].</returns>
        public override Tensor Step(Tensor x, ref NtmState<TController> state)
        {
            var inner = state.Controller;
            var h = controller.Step(x.Join(state.Reads), ref inner);
            var p = h.Linear(w, b).Scale(1 / Limit).Tanh().Scale(Limit);
            int addresses = config.Heads * config.AddressSize, written = config.WriteHeads * config.Width;
            var focus = NtmFocus.From(p.Part(0, addresses).Reshape(config.AddressSize), config);
            var weightings = memory.Address(state.Memory, state.Weightings, focus);
            var reads = memory.Read(state.Memory, weightings);
            var erase = p.Part(addresses, written).Sigmoid();
            var add = p.Part(addresses + written, written).Tanh();
            var next = memory.Write(state.Memory, weightings, erase, add);
            state = new NtmState<TController>(inner, next, weightings, reads);
            return h.Join(reads);
        }

        /// <inheritdoc/>
        public override NtmState<TController> InitialState(Backend on, int rows)
        {
            var columns = config.Heads * config.Locations;
            return new NtmState<TController>(
                controller.InitialState(on, rows),
                on.New(rows, config.Width * config.Locations).Scale(0, InitialMemory),
                on.Repeat(start, rows).Reshape(config.Locations).Softmax().Reshape(columns),
                on.New(rows, config.Reads));
        }

        /// <inheritdoc/>
        public override int Outputs => controller.Outputs + config.Reads;
    }
}
